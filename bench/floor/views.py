"""A signed webhook that writes two rows, and a list of fifty with session and user."""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template import loader
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bench.floor.models import Delivery, Job, Message

PAGE = 50


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Verify, keep, queue."""
    expected = f"sha256={hmac.new(settings.SECRET_KEY.encode(), request.body, hashlib.sha256).hexdigest()}"
    if not hmac.compare_digest(expected, request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponseForbidden()
    now = timezone.now()
    with transaction.atomic():
        delivery = Delivery.objects.create(body=request.body, received_at=now)
        Job.objects.create(delivery=delivery, due_at=now)
    return HttpResponse("ok", content_type="text/plain")


def listing(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Fifty rows in Django's template, for whoever is signed in."""
    rows = Message.objects.filter(pk__gte=pk).order_by("due_at", "id")[:PAGE]
    # Rendered without the request: the product's context processors are no part of the floor.
    return HttpResponse(
        loader.get_template("floor/listing.html").render({"rows": rows, "user": request.user})
    )
