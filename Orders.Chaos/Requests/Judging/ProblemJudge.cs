using System.Reflection;
using System.Text.Json;

using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Sending;
using Orders.Contracts;

namespace Orders.Chaos.Requests.Judging;

/// <summary>Every error is a problem (RFC 9457) with a type that is written down, except what the server refuses before it is a request.</summary>
internal static class ProblemJudge
{
    private const string Prefix = "urn:orders:problem:";

    private static readonly HashSet<string> Types =
        [.. typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Whether the HTTP server itself refused: it says no more than the status, and ends the connection.</summary>
    public static bool IsServersOwn(Answer answer) =>
        answer is { Status: 400 or 405 or 408 or 411 or 413 or 414 or 431 or 505, Body.Length: 0 } && answer["Content-Type"] is null && answer.ClosesConnection
        // This status it gives to a target that only CONNECT or OPTIONS may have; from our routes it comes as a problem.
        && (answer.Status != 405 || answer["Allow"] is "CONNECT" or "OPTIONS");

    public static string? Fault(Answer answer, Expected expected)
    {
        if (IsServersOwn(answer))
        {
            return expected.Problem is null ? null : $"is the server's own refusal instead of {expected.Problem}";
        }

        if (answer["Content-Type"]?.StartsWith("application/problem+json", StringComparison.Ordinal) != true)
        {
            return $"is no problem but {answer["Content-Type"] ?? "nothing"}";
        }

        if (answer.Status == 429 && answer["Retry-After"] is null && !Mentions(answer, "too-many-streams"))
        {
            return "does not say when to try again";
        }

        return expected.IsToHead ? null : BodyFault(answer, expected);
    }

    private static string? BodyFault(Answer answer, Expected expected)
    {
        try
        {
            using var body = JsonDocument.Parse(answer.Body);
            var type = body.RootElement.GetProperty("type").GetString()!;
            return !Types.Contains(type) ? "has a type that nobody knows"
                : body.RootElement.GetProperty("status").GetInt32() != answer.Status ? "has another status in its body"
                : expected.Problem is { } problem && answer.Status != 429 && type != Prefix + problem ? $"is {type} instead of {problem}"
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "is no problem: its body cannot be read";
        }
    }

    private static bool Mentions(Answer answer, string type) => answer.Body.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(type)) >= 0;
}
