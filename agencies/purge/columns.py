"""How the columns of this app, of log-ins and of the admin's own log are emptied."""

from .places import Emptied, register

register(
    Emptied("agencies.Agency", texts="code name short_name", stays="gso_code electronic_code", quoted="name"),
    Emptied("agencies.IssuedDocument", texts="number", stays="number_key", anew=lambda row: {"number_key": row.number}),
    Emptied("agencies.User", texts="username full_name position email", stays="password"),
    Emptied(
        "agencies.Event",
        texts="sentence reason document_number",
        values="before after",
        stays="actor_name action request_id address salt sealed",
        single="sentence",
    ),
    Emptied("agencies.ExternalIdentity", stays="issuer subject"),
    Emptied("agencies.FormDraft", texts="key seen address title", values="fields", single="fields", goes=True),
    Emptied("agencies.KeptFile", texts="key field name", files="content", single="content", goes=True),
    Emptied("agencies.Job", texts="message", stays="kind request_id"),
    Emptied("agencies.Invitation", texts="mailed_to", stays="code_hash password_hash"),
    Emptied("agencies.Purge", texts="document_number reason"),
    Emptied("agencies.PurgedPlace", stays="table key column file_name"),
    Emptied("agencies.ChainHead", stays="commitment"),
    Emptied("agencies.EventLink", stays="commitment"),
    Emptied("agencies.HistoryCode", stays="code heads"),
    Emptied("agencies.SentForm", stays="form key content answer"),
    Emptied("agencies.Usage", stays="what who"),
    Emptied("agencies.LoginPlace", stays="address"),
    Emptied("admin.LogEntry", texts="object_repr change_message", stays="object_id"),
    Emptied("auth.Permission", stays="name codename"),
    Emptied("auth.Group", texts="name"),
    Emptied("contenttypes.ContentType", stays="app_label model"),
    # A session that keeps a form with the text is ended as a whole (services.close_sessions).
    Emptied("sessions.Session", stays="session_key session_data"),
    Emptied("agencies.PortalSession", stays="session_key session_data device address"),
    Emptied(
        "agencies.Delegation",
        texts="head_title title name document_number end_reason",
        values="decisions",
        stays="capacity state",
    ),
    Emptied("agencies.AccountChange", texts="sentence", values="before after"),
    Emptied("otp_totp.TOTPDevice", texts="name", stays="key"),
    Emptied("otp_static.StaticDevice", texts="name"),
    Emptied("otp_static.StaticToken", stays="token"),
    Emptied("axes.AccessFailureLog", texts="user_agent username http_accept path_info"),
    Emptied("axes.AccessAttempt", texts="user_agent username http_accept path_info get_data post_data"),
    Emptied("axes.AccessLog", texts="user_agent username http_accept path_info", stays="session_hash"),
)
