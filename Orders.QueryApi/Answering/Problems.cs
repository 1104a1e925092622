using Orders.Contracts;

namespace Orders.QueryApi.Answering;

/// <summary>The problems that say nothing that depends on the request.</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "2";

    public static Problem OrderNotFound { get; } = new(
        ProblemTypes.OrderNotFound, 404, "Unknown order", "There is no order with this order_uid.");

    public static Problem ImpossibleUid { get; } = new(
        ProblemTypes.ImpossibleOrderUid, 400, "Impossible order_uid", "An order_uid has 1 to 64 characters of A-Z a-z 0-9 _ -.");

    public static Problem DatabaseAway { get; } = new(
        ProblemTypes.DatabaseUnavailable, 503, "Database unavailable",
        "This is not cached and the database does not answer. Try again soon.", ("Retry-After", RetryAfterSeconds));

    public static Problem BrokerAway { get; } = new(
        ProblemTypes.BrokerUnavailable, 503, "Broker unavailable",
        "Kafka does not answer in time. Try again soon: replaying a message twice does no harm.", ("Retry-After", RetryAfterSeconds));

    public static Problem TooManyStreams { get; } = new(
        ProblemTypes.TooManyStreams, 503, "Too many streams",
        "This instance holds as many event streams as it may. Try again soon.", ("Retry-After", RetryAfterSeconds));

    public static Problem DeadLetterNotFound { get; } = new(
        ProblemTypes.DeadLetterNotFound, 404, "Unknown dead letter", "There is no dead letter at this partition and offset, or not any more.");

    public static Problem BodyTooLarge { get; } = new(
        ProblemTypes.BodyTooLarge, 413, "Body too large", "The request body is larger than this route takes.");

    public static Problem BodyIsNotJson { get; } = new(
        ProblemTypes.UnsupportedMediaType, 415, "Body is not JSON", "This route takes a body only as application/json in UTF-8, and Content-Type has to say so.", ("Accept-Post", "application/json"));

    public static Problem CrossSite { get; } = new(
        ProblemTypes.CrossSiteRequest, 403, "Cross-site request", "A page of another site may not change anything here.");

    public static Problem NoSuchRoute { get; } = new(
        ProblemTypes.NoSuchRoute, 404, "No such route", "There is nothing at this address.");

    public static Problem BadRequest { get; } = new(
        ProblemTypes.BadRequest, 400, "Bad request", "The request cannot be read.");

    public static Problem RequestTimeout { get; } = new(
        ProblemTypes.RequestTimeout, 408, "Request timeout", "The request came too slowly.");

    public static Problem Internal { get; } = new(
        ProblemTypes.InternalError, 500, "Internal error", "Something went wrong here; the log knows more.");

    /// <summary>The problem that a status stands for when nothing more is known.</summary>
    public static Problem Of(int status) => status switch
    {
        400 => BadRequest,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        _ => Internal,
    };

    public static Problem MethodNotAllowed(string allow) => new(
        ProblemTypes.MethodNotAllowed, 405, "Method not allowed", $"This address takes {allow}.", ("Allow", allow));

    public static Problem InvalidCursor(string detail) => new(
        ProblemTypes.InvalidCursor, 400, "Invalid cursor", detail, [new ParameterError(QueryReader.Cursor, detail)]);

    public static Problem InvalidBody(string detail) => new(ProblemTypes.InvalidBody, 400, "Invalid body", detail);
}
