using System.Diagnostics;
using System.Text.Json;
using Orders.Contracts;

namespace Orders.Gateway.Answering;

/// <summary>An error answer (RFC 9457). Clients may rely on the type; title and detail are for people and may change.</summary>
internal sealed class Problem
{
    private static readonly Dictionary<int, Problem> ByStatus = [];

    private readonly JsonEncodedText _type;
    private readonly JsonEncodedText _title;
    private readonly JsonEncodedText? _detail;

    private Problem(int status, string type, string title, string? detail, bool isDefault = false)
    {
        Status = status;
        _type = JsonEncodedText.Encode(type);
        _title = JsonEncodedText.Encode(title);
        _detail = detail is null ? null : JsonEncodedText.Encode(detail);
        if (isDefault)
        {
            ByStatus.Add(status, this);
        }
    }

    public static Problem BadRequest { get; } = new(400, ProblemTypes.BadRequest, "Bad Request", "The request cannot be read.", isDefault: true);

    public static Problem KeyNeeded { get; } = new(401, ProblemTypes.ApiKeyRequired, "Key Needed", "This is for operators: send an API key in the header X-Api-Key.", isDefault: true);

    public static Problem WrongKey { get; } = new(401, ProblemTypes.ApiKeyInvalid, "Wrong Key", "The key in the header X-Api-Key is not valid here, or not any more.");

    public static Problem NoKeysConfigured { get; } = new(401, ProblemTypes.ApiKeysNotConfigured, "No Keys Configured", "This is for operators, and no API keys are configured: set Auth__ApiKeys. In Development it is open without, under localhost or an address.");

    public static Problem HttpsNeeded { get; } = new(403, ProblemTypes.HttpsRequired, "HTTPS Needed", "This is served over TLS only: use https. A key that was sent without it should be replaced.");

    public static Problem CrossSite { get; } = new(403, ProblemTypes.CrossSiteRequest, "Cross-Site Request", "A page of another site may not change anything here.");

    public static Problem NotFound { get; } = new(404, ProblemTypes.NoSuchRoute, "Not Found", "Nothing is served at this address.", isDefault: true);

    public static Problem MethodNotAllowed { get; } = new(405, ProblemTypes.MethodNotAllowed, "Method Not Allowed", "This address does not take this method; Allow lists those that it takes.", isDefault: true);

    public static Problem RequestTimeout { get; } = new(408, ProblemTypes.RequestTimeout, "Request Timeout", "The request came too slowly.", isDefault: true);

    public static Problem BodyTooLarge { get; } = new(413, ProblemTypes.BodyTooLarge, "Content Too Large", "The request body is larger than the gateway takes.", isDefault: true);

    public static Problem AddressTooLong { get; } = new(414, ProblemTypes.AddressTooLong, "URI Too Long", "The address is longer than the gateway takes.", isDefault: true);

    public static Problem WrongMediaType { get; } = new(415, ProblemTypes.UnsupportedMediaType, "Unsupported Media Type", "The request body is of a type that is not taken here.", isDefault: true);

    public static Problem TooManyRequests { get; } = new(429, ProblemTypes.RateLimited, "Too Many Requests", "Try again after the seconds that Retry-After gives.", isDefault: true);

    public static Problem TooManyWrongKeys { get; } = new(429, ProblemTypes.TooManyInvalidKeys, "Too Many Wrong Keys", "Too many keys from here were wrong. Try again after the seconds that Retry-After gives.");

    public static Problem TooManyStreams { get; } = new(429, ProblemTypes.TooManyStreams, "Too Many Streams", "Close one of the event streams that are open before you open another.");

    public static Problem HeadersTooLarge { get; } = new(431, ProblemTypes.HeadersTooLarge, "Request Header Fields Too Large", "The request headers are larger than the gateway takes.", isDefault: true);

    public static Problem Internal { get; } = new(500, ProblemTypes.InternalError, "Internal Server Error", detail: null, isDefault: true);

    public static Problem Unavailable { get; } = new(503, ProblemTypes.ServiceUnavailable, "Service Unavailable", "The service cannot answer right now. Try again after the seconds that Retry-After gives.", isDefault: true);

    public int Status { get; }

    /// <summary>The problem that an error status stands for when nothing more is known.</summary>
    public static Problem Of(int status) => ByStatus.TryGetValue(status, out var problem)
        ? problem
        : new Problem(status, status < StatusCodes.Status500InternalServerError ? ProblemTypes.OtherError : ProblemTypes.InternalError, "Refused", detail: null);

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentLength = null;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type"u8, _type);
        json.WriteString("title"u8, _title);
        json.WriteNumber("status"u8, Status);
        if (_detail is { } detail)
        {
            json.WriteString("detail"u8, detail);
        }

        if (Activity.Current is { } activity)
        {
            json.WriteString("traceId"u8, activity.TraceId.ToHexString());
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
