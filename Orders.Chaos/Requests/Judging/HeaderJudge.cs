using Orders.Chaos.Requests.Sending;

namespace Orders.Chaos.Requests.Judging;

/// <summary>The headers that every answer of the gateway has, and those that none has.</summary>
internal static class HeaderJudge
{
    private static readonly (string Name, string Value)[] Always =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    private static readonly string[] Never = ["Server", "X-Powered-By", "X-Injected", "X-Orders-View", "X-Api-Key", "Access-Control-Allow-Origin", "Set-Cookie", "Location", "Upgrade"];

    public static string? Fault(Answer answer)
    {
        if (Array.Find(Never, name => answer[name] is not null) is { } unwanted)
        {
            return $"has the header {unwanted}";
        }

        if (ProblemJudge.IsServersOwn(answer))
        {
            return null;
        }

        return Array.Find(Always, header => answer[header.Name] != header.Value).Name is { } missing ? $"lacks {missing}"
            : answer["Content-Security-Policy"]?.StartsWith("default-src 'none'", StringComparison.Ordinal) != true ? "lacks its Content-Security-Policy"
            : null;
    }
}
