using System.Diagnostics;

namespace Orders.Bench.Tools;

/// <summary>
/// Load that is not counted. A .NET server compiles again, with what it has seen, whatever it runs most; on the processor that it has for serving,
/// or after its turn on that of the next one. How long that takes is the machine's affair, so it is waited for: in pauses, because under load the
/// compiler shares the processor with the threads that serve.
/// </summary>
internal static class WarmUp
{
    private static readonly TimeSpan Glance = CompilerWatch.LongestLap;

    /// <summary>Of a processor: the rest of a service goes on being compiled for hours, a method now and then.</summary>
    private const double AtRest = 0.02;

    /// <param name="usual">At least so long, each of them.</param>
    /// <param name="patience">Servers that compile for longer are measured as they are.</param>
    public static async Task RunAsync(
        IReadOnlyList<Server> servers, int connections, TimeSpan usual, TimeSpan patience, CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            await server.LoadAsync(connections, usual, cancellationToken);
        }

        var compiling = servers.Where(server => server.Process is not null).ToList();
        var compilers = compiling.ConvertAll(server => new CompilerWatch(server.Process!.Value));
        await Task.WhenAll(compilers.Select(compiler => compiler.QuietAsync(cancellationToken)));
        var started = Stopwatch.GetTimestamp();
        TimeSpan[] compiled;
        do
        {
            foreach (var server in compiling)
            {
                await server.LoadAsync(connections, Glance, cancellationToken);
            }

            compiled = await Task.WhenAll(compilers.Select(compiler => compiler.QuietAsync(cancellationToken)));
        }
        while (compiled.Max() > Glance * AtRest && Stopwatch.GetElapsedTime(started) < patience);
    }
}
