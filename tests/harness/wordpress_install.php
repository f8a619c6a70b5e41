<?php
/* Run once by the tests' keeper: installs WordPress into its empty database and prints who may sign in, as JSON. */
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = $argv[2];
function wp_new_blog_notification() {} // no mail leaves this machine
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Sagokommunen', 'chefredaktor', 'chef@example.se', true, '', wp_generate_password( 24 ) );
$wp_rewrite->set_permalink_structure( '/%postname%/' );
$options = array(
	'timezone_string'              => 'Europe/Stockholm',
	'comments_notify'              => 0,
	'moderation_notify'            => 0,
	'comment_moderation'           => 0,
	'comment_previously_approved'  => 0,
	'default_comment_status'       => 'open',
);
foreach ( $options as $name => $value ) {
	update_option( $name, $value );
}
foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'post_status' => 'any' ) ) as $sample ) {
	wp_delete_post( $sample->ID, true );
}

function kanalkoll_user( $name, $role ) {
	$known = get_user_by( 'login', $name );
	$id    = $known ? $known->ID : wp_insert_user(
		array(
			'user_login'   => $name,
			'user_pass'    => wp_generate_password( 24 ),
			'user_email'   => $name . '@example.se',
			'display_name' => ucfirst( $name ),
			'role'         => $role,
		)
	);
	list( $password ) = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'Kanalkoll' ) );
	return array( 'id' => (string) $id, 'name' => $name, 'password' => $password );
}

echo wp_json_encode(
	array(
		'administrator' => kanalkoll_user( 'chefredaktor', 'administrator' ),
		'editor'        => kanalkoll_user( 'kanalkoll', 'editor' ),
		'subscriber'    => kanalkoll_user( 'besokare', 'subscriber' ),
	)
);
