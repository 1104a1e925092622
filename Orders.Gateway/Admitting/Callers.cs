using System.Collections.Frozen;

namespace Orders.Gateway.Admitting;

/// <summary>Finds out who asks, and takes the key off the request: nothing behind this, here or in another service, ever sees it.</summary>
internal sealed class Callers(ApiKeys keys, IHostEnvironment environment)
{
    public const string KeyHeader = "X-Api-Key";

    private readonly FrozenDictionary<ApiKey, Caller> _operators = keys.All.ToFrozenDictionary(key => key, key => new Caller(IsOperator: true, key));

    // Elsewhere, forgotten keys must lock everybody out rather than let everybody in.
    private readonly bool _isDevelopment = environment.IsDevelopment();

    /// <summary>Whether signing in is possible at all.</summary>
    public bool HaveKeys => keys.Any;

    public Caller Identify(HttpRequest request)
    {
        var hasKey = request.Headers.Remove(KeyHeader, out var presented) && presented.Count > 0;
        if (!keys.Any)
        {
            // Nor may whoever looks at a page on the internet lend it this gateway, because its name was made to point here.
            return _isDevelopment && LocalNames.Contain(request.Host) ? Caller.Developer : Caller.Anybody;
        }

        return !hasKey ? Caller.Anybody
            : presented is [{ } only] && keys.Find(only) is { } key ? _operators[key]
            : Caller.WithWrongKey;
    }
}
