using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Browser.Serving;

/// <summary>The API as the contract describes it, about one order, with operators' data of the test's choice.</summary>
internal sealed class ScriptedApi
{
    /// <summary>What signs in.</summary>
    public const string Key = "ok_a-key-for-this-test";

    public ScriptedOrder Order { get; } = new();

    public ScriptedLetters Letters { get; } = new();

    public JsonObject Operations { get; set; } = Sample.Operations();

    /// <summary>The rows of the list, newest first.</summary>
    public List<JsonObject> Orders { get; } = [.. Sample.Orders(45)];

    /// <summary>Whether keys are configured; without any, everybody is an operator.</summary>
    public bool HasKeys { get; set; } = true;

    /// <summary>Whether personal details are hidden from operators too.</summary>
    public bool MasksAlways { get; set; }

    /// <summary>Answers instead of everything else while it is set.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>Method, path and query of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString}");
        var isOperator = !HasKeys || context.Request.Headers["X-Api-Key"] == Key;
        var seesAll = isOperator && !MasksAlways;
        await (Instead ?? (path switch
        {
            "/api/session" => Answer.Json(new JsonObject { ["operator"] = isOperator, ["keys"] = HasKeys, ["masked"] = !seesAll }),
            $"/api/orders/{Sample.Uid}" => Order.Answer(seesAll),
            $"/api/orders/{Sample.Uid}/events" => Order.Events(seesAll),
            "/api/orders" or "/api/dead-letters" or "/api/dead-letters/replay" or "/api/operations" when !isOperator => Answer.Problem(401),
            $"/api/orders/{Sample.Uid}/history" => isOperator ? Order.History() : Answer.Problem(401),
            "/api/orders" => List,
            "/api/operations" => Answer.Json(Operations),
            _ when path.StartsWith("/api/dead-letters", StringComparison.Ordinal) => isOperator ? Letters.AnswerAsync : Answer.Problem(401),
            _ => Answer.Problem(404),
        }))(context);
    }

    public void CutStreams() => Order.CutStreams();

    private Task List(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["cursor"] == "broken")
        {
            return Answer.Problem(400)(context);
        }

        var start = query["cursor"].Count > 0 ? int.Parse(query["cursor"]!, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var limit = int.Parse(query["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
        var rows = Orders.Where(row => Matches(row, "customer_id") && Matches(row, "track_number")).ToList();
        return Answer.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. rows.Skip(start).Take(limit).Select(row => row.DeepClone())]),
            ["next"] = start + limit < rows.Count ? $"{start + limit}" : null,
        })(context);

        bool Matches(JsonObject row, string name) => query[name].Count == 0 || (string?)row[name] == query[name];
    }
}
