using System.Text.Json.Serialization;
using Orders.Gateway.Admitting;

namespace Orders.Gateway.Showing;

/// <summary><c>GET /api/session</c>: what the page has to know before it offers to sign in. A wrong key is no error here, it is the answer.</summary>
internal static class SessionEndpoint
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSession(this WebApplication app)
    {
        var callers = app.Services.GetRequiredService<Callers>();
        var views = app.Services.GetRequiredService<Views>();
        app.MapMethods("/api/session", Reads, (HttpContext context) =>
        {
            var caller = context.Caller();
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json(new Session(caller.IsOperator, callers.HaveKeys, views.IsMasked(caller)), SessionJson.Default.Session);
        }).WithMetadata(Access.Everybody);
    }
}

/// <param name="Operator">Whether the caller may use the operators' routes.</param>
/// <param name="Keys">Whether there are keys to sign in with.</param>
/// <param name="Masked">Whether the caller sees orders without their personal members.</param>
internal sealed record Session(bool Operator, bool Keys, bool Masked);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJson : JsonSerializerContext;
