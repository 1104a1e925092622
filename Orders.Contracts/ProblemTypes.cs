namespace Orders.Contracts;

/// <summary>The <c>type</c> of every problem (RFC 9457) that the API answers with. They are stable: programs may decide by them.</summary>
public static class ProblemTypes
{
    private const string Prefix = "urn:orders:problem:";

    // What the client asked for
    public const string ImpossibleOrderUid = Prefix + "impossible-order-uid";
    public const string InvalidQuery = Prefix + "invalid-query";
    public const string InvalidCursor = Prefix + "invalid-cursor";
    public const string InvalidBody = Prefix + "invalid-body";
    public const string BodyTooLarge = Prefix + "body-too-large";
    public const string BadRequest = Prefix + "bad-request";
    public const string RequestTimeout = Prefix + "request-timeout";
    public const string AddressTooLong = Prefix + "address-too-long";
    public const string HeadersTooLarge = Prefix + "headers-too-large";
    public const string UnsupportedMediaType = Prefix + "unsupported-media-type";
    public const string OtherError = Prefix + "other-error";
    public const string NoSuchRoute = Prefix + "no-such-route";
    public const string MethodNotAllowed = Prefix + "method-not-allowed";

    // What is not there
    public const string OrderNotFound = Prefix + "order-not-found";
    public const string DeadLetterNotFound = Prefix + "dead-letter-not-found";

    // Who may ask, and how often
    public const string ApiKeyRequired = Prefix + "api-key-required";
    public const string ApiKeyInvalid = Prefix + "api-key-invalid";
    public const string ApiKeysNotConfigured = Prefix + "api-keys-not-configured";
    public const string TooManyInvalidKeys = Prefix + "too-many-invalid-keys";
    public const string CrossSiteRequest = Prefix + "cross-site-request";
    public const string HttpsRequired = Prefix + "https-required";
    public const string RateLimited = Prefix + "rate-limited";
    public const string TooManyStreams = Prefix + "too-many-streams";

    // What cannot be done right now
    public const string DatabaseUnavailable = Prefix + "database-unavailable";
    public const string BrokerUnavailable = Prefix + "broker-unavailable";
    public const string ServiceUnavailable = Prefix + "service-unavailable";
    public const string InternalError = Prefix + "internal-error";
}
