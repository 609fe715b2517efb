"""A no, in the shape in which Stripe says it."""

from typing import Any

_DOCS = "https://docs.stripe.com/error-codes#"


class ApiError(Exception):
    """An answer that is not a success.

    `keep` is whether the answer is stored under the idempotency key: only what happened once the work had begun is.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        type: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        keep: bool = True,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.keep = status, message, keep
        self.type, self.code, self.param = type, code, param

    def body(self, request_id: str) -> dict[str, Any]:
        """The JSON of the answer."""
        error: dict[str, Any] = {"message": self.message, "type": self.type}
        if self.code:
            error |= {"code": self.code, "doc_url": _DOCS + self.code.replace("_", "-")}
        if self.param:
            error["param"] = self.param
        return {"error": error | {"request_log_url": f"/_standin/requests/{request_id}"}}


def unknown_parameter(name: str) -> ApiError:
    """A parameter that this operation does not take."""
    return ApiError(400, f"Received unknown parameter: {name}", code="parameter_unknown", param=name, keep=False)


def missing_parameter(name: str) -> ApiError:
    """A parameter that this operation needs."""
    return ApiError(400, f"Missing required param: {name}.", code="parameter_missing", param=name, keep=False)


def invalid_parameter(name: str, message: str, code: str = "parameter_invalid") -> ApiError:
    """A parameter whose value cannot be meant."""
    return ApiError(400, message, code=code, param=name, keep=False)


def no_such(kind: str, id: str, param: str = "id", status: int = 404) -> ApiError:
    """Something that is not there; 404 when it is in the address, 400 when a parameter names it."""
    return ApiError(status, f"No such {kind}: '{id}'", code="resource_missing", param=param)


def insufficient_balance(message: str) -> ApiError:
    """There is less money than the request would move."""
    return ApiError(400, message, code="balance_insufficient")
