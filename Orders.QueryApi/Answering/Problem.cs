using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Orders.QueryApi.Answering;

/// <summary>An error answer (RFC 9457); those of <see cref="Problems"/> are made once.</summary>
internal sealed class Problem
{
    private static readonly StringValues NoStore = "no-store";
    private readonly byte[] _body;
    private readonly (string Name, StringValues Value)[] _headers;

    public Problem(string type, int status, string title, string detail, params (string Name, StringValues Value)[] headers)
        : this(type, status, title, detail, [], headers)
    {
    }

    /// <param name="errors">What is wrong, one by one; left out when empty.</param>
    public Problem(
        string type, int status, string title, string detail, IReadOnlyCollection<ParameterError> errors, params (string Name, StringValues Value)[] headers)
    {
        Type = type;
        Status = status;
        _headers = headers;
        _body = JsonSerializer.SerializeToUtf8Bytes(
            new ProblemBody(type, title, status, detail, errors.Count > 0 ? errors : null), AnswerJson.Default.ProblemBody);
    }

    public string Type { get; }

    public int Status { get; }

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        response.Headers.CacheControl = NoStore;
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(_body, CancellationToken.None);
        }
    }
}

/// <param name="Parameter">The query parameter, or the member of the body.</param>
internal sealed record ParameterError(string Parameter, string Detail);

internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, IReadOnlyCollection<ParameterError>? Errors);
