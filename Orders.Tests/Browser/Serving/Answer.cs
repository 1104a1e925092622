using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Browser.Serving;

internal static class Answer
{
    public static RequestDelegate Json(JsonNode body, int status = StatusCodes.Status200OK) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    };

    public static RequestDelegate Problem(int status, string detail = "That is how the test wants it.", string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(new JsonObject { ["type"] = "urn:orders:problem:test", ["status"] = status, ["detail"] = detail }.ToJsonString());
    };
}
