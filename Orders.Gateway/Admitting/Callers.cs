using System.Collections.Frozen;

namespace Orders.Gateway.Admitting;

/// <summary>Finds out who asks, and takes the key off the request: nothing behind this, here or in another service, ever sees it.</summary>
internal sealed class Callers(ApiKeys keys, IHostEnvironment environment)
{
    public const string KeyHeader = "X-Api-Key";

    private readonly FrozenDictionary<ApiKey, Caller> _operators = keys.All.ToFrozenDictionary(key => key, key => new Caller(IsOperator: true, key));

    // Outside Development, forgotten keys must lock everybody out rather than let everybody in.
    private readonly Caller _withoutKeys = environment.IsDevelopment() ? Caller.Developer : Caller.Anybody;

    /// <summary>Whether signing in is possible at all.</summary>
    public bool HaveKeys => keys.Any;

    public Caller Identify(IHeaderDictionary headers)
    {
        if (!headers.Remove(KeyHeader, out var presented) || presented.Count == 0)
        {
            return keys.Any ? Caller.Anybody : _withoutKeys;
        }

        if (!keys.Any)
        {
            return _withoutKeys;
        }

        return presented is [{ } only] && keys.Find(only) is { } key ? _operators[key] : Caller.WithWrongKey;
    }
}
