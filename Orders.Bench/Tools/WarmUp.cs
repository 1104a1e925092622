namespace Orders.Bench.Tools;

/// <summary>
/// Load that is not counted. A .NET server compiles again, with what it has seen, whatever it runs most; on the processor that it has for serving,
/// or after its turn on that of the next one. How long that takes is the machine's affair, so it is waited for.
/// </summary>
internal static class WarmUp
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <summary>Of a processor, meanwhile: the rest of a service goes on being compiled for hours, a method now and then.</summary>
    private const double AtRest = 0.02;

    /// <summary>How many times as long as usual it may take.</summary>
    private const int Patience = 4;

    /// <param name="server">The process that answers; null when it compiles nothing.</param>
    /// <param name="usual">At least so long.</param>
    public static async Task RunAsync(Uri address, int? server, int connections, TimeSpan usual, CancellationToken cancellationToken)
    {
        await Wrk.RunAsync(address, connections, usual, cancellationToken);
        if (server is not { } process)
        {
            return;
        }

        for (var waited = TimeSpan.Zero; waited < usual * (Patience - 1); waited += Glance)
        {
            var before = ProcessorTime.OfCompiler(process);
            await Wrk.RunAsync(address, connections, Glance, cancellationToken);
            if (ProcessorTime.OfCompiler(process) - before < Glance * AtRest)
            {
                return;
            }
        }
    }
}
