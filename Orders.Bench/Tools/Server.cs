namespace Orders.Bench.Tools;

/// <summary>What wrk loads.</summary>
/// <param name="Process">What answers there; null when that compiles nothing.</param>
/// <param name="Script">Lua that makes the requests; null for <see cref="Address"/> itself, again and again.</param>
internal readonly record struct Server(Uri Address, int? Process, string? Script = null)
{
    /// <inheritdoc cref="Wrk.RunAsync"/>
    public Task<Wrk.Result> LoadAsync(int connections, TimeSpan duration, CancellationToken cancellationToken) =>
        Wrk.RunAsync(Address, connections, duration, cancellationToken, Script);
}
