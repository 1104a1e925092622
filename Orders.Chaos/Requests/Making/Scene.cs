using System.Globalization;
using System.Text;

using Orders.Chaos.Requests.Knowing;

namespace Orders.Chaos.Requests.Making;

/// <summary>Who asks whom about what: all that the making of one request needs.</summary>
internal sealed class Scene(KnownData known, Draw draw, bool isProduction, Door door, int number)
{
    public KnownData Known => known;

    public Draw Draw => draw;

    public Door Door => door;

    public bool IsProduction => isProduction;

    /// <summary>Of the request in its run.</summary>
    public int Number => number;

    /// <summary>Whether the request carries the operators' key where one is needed. The query API itself knows no keys.</summary>
    public bool IsOperator { get; } = !isProduction || door == Door.QueryApi || draw.Chance(0.5);

    /// <summary>What an answer may be unless more is known: no order in it.</summary>
    public Expected Anything => new() { ForOperator = IsOperator, Masked = isProduction && (door == Door.QueryApi || !IsOperator) };

    public KnownOrder AnOrder() => draw.Of(known.Orders);

    /// <summary>The answer shows that order, or is an error.</summary>
    public Expected At(string? uid) => Anything with { Uid = uid };

    public Expected Refused(int status, string? problem) => Anything with { Statuses = [status], Problem = problem };

    /// <summary>The same, where only operators get so far.</summary>
    public Expected RefusedToOperator(int status, string problem) => IsOperator ? Refused(status, problem) : Locked;

    public Expected AnsweredToOperator(int status = 200) => IsOperator ? Anything with { Statuses = [status] } : Locked;

    public Expected Locked => Refused(401, "api-key-required");

    /// <summary>A well-formed request; the target is taken as it is.</summary>
    public byte[] Wire(string target, string method = "GET", string headers = "", byte[]? body = null, bool withKey = true)
    {
        var key = withKey && isProduction && door == Door.Gateway && IsOperator ? $"X-Api-Key: {known.Key}\r\n" : "";
        var length = body is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: orders.test\r\n{key}{headers}{length}\r\n"), .. body ?? []];
    }

    public Request Ask(string kind, string target, Expected expected, string method = "GET", string headers = "", byte[]? body = null) =>
        new(kind, Wire(target, method, headers, body), expected with { IsToHead = method == "HEAD" }) { Door = door };
}
