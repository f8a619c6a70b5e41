CREATE TABLE IF NOT EXISTS account (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  standing TEXT NOT NULL,
  permissions TEXT NOT NULL,
  subscribed TEXT NOT NULL,
  administrators TEXT NOT NULL,
  about TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS item (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('post', 'visitor_post', 'comment')),
  account_id TEXT NOT NULL REFERENCES account (id),
  post_id TEXT NOT NULL,
  parent_id TEXT REFERENCES item (id),
  author_id TEXT NOT NULL,
  author_name BLOB NOT NULL,
  text BLOB NOT NULL,
  created_at REAL NOT NULL,
  edited_at REAL,
  hidden INTEGER NOT NULL DEFAULT 0,
  published INTEGER NOT NULL DEFAULT 1,
  deleted_at REAL,
  visible_at REAL NOT NULL,
  photo_id TEXT REFERENCES photo (id)
);
CREATE INDEX IF NOT EXISTS item_by_post ON item (post_id, created_at, seq);
CREATE INDEX IF NOT EXISTS item_by_parent ON item (parent_id, created_at, seq);
CREATE INDEX IF NOT EXISTS item_by_account ON item (account_id, kind, created_at, seq);

CREATE TABLE IF NOT EXISTS photo (
  id TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  bytes BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS webhook (
  url TEXT PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS entry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  sort TEXT NOT NULL,
  name TEXT NOT NULL,
  actor TEXT,
  account_id TEXT,
  object_id TEXT,
  detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_by_object ON entry (object_id, seq);
