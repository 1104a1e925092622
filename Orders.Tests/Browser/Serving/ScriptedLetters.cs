using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Browser.Serving;

/// <summary>Dead letters, and what is sent again. A message whose payload holds "fixed" would be accepted.</summary>
internal sealed class ScriptedLetters
{
    public List<JsonObject> All { get; } = [.. Sample.Letters()];

    /// <summary>Place and body of each message that was sent again; the body is empty when it went as it was.</summary>
    public List<(string Place, string Body)> Replayed { get; } = [];

    public async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var parts = context.Request.Path.Value!.Split('/');
        await (parts.Length switch
        {
            3 => List(context.Request.Query["reason"].ToString()),
            4 => Many(JsonNode.Parse(body)!),
            _ => One(parts[3], parts[4], body, context.Request.Query["dry_run"] == "true"),
        })(context);
    }

    private RequestDelegate List(string reason) => Answer.Json(new JsonObject
    {
        ["items"] = new JsonArray([.. All.Where(letter => reason.Length == 0 || (string?)letter["reason"] == reason).Select(letter => letter.DeepClone())]),
        ["next"] = null,
    });

    private RequestDelegate Many(JsonNode request)
    {
        var isDry = (bool)request["dry_run"]!;
        return Answer.Json(new JsonObject
        {
            ["results"] = new JsonArray([.. request["messages"]!.AsArray().Select(place =>
            {
                var result = Result($"{place!["partition"]}", $"{place["offset"]}", body: "", isDry);
                if (!isDry)
                {
                    Replayed.Add(($"{place["partition"]}/{place["offset"]}", ""));
                }

                return (JsonNode)result;
            })]),
        });
    }

    private RequestDelegate One(string partition, string offset, string body, bool isDry)
    {
        if (isDry)
        {
            return Answer.Json(Result(partition, offset, body, isDry));
        }

        Replayed.Add(($"{partition}/{offset}", body));
        return Answer.Json(new JsonObject { ["partition"] = 2, ["offset"] = 99, ["replay_count"] = 1 }, StatusCodes.Status202Accepted);
    }

    private JsonObject Result(string partition, string offset, string body, bool isDry)
    {
        var letter = All.Single(letter => $"{letter["partition"]}" == partition && $"{letter["offset"]}" == offset);
        var isGood = (body.Length > 0 ? body : (string?)letter["payload"] ?? "").Contains("fixed", StringComparison.Ordinal);
        return new JsonObject
        {
            ["partition"] = (int)letter["partition"]!,
            ["offset"] = (int)letter["offset"]!,
            ["outcome"] = !isDry ? "replayed" : isGood ? "would_be_accepted" : "would_be_rejected",
            ["reason"] = isGood ? null : (string?)letter["reason"],
            ["details"] = isGood ? new JsonArray() : new JsonArray(new JsonObject { ["path"] = "payment", ["code"] = "missing", ["message"] = "must be there: an object" }),
        };
    }
}
