using Orders.AppHost.Embedded.Processes;

namespace Orders.Bench.Tools;

/// <summary>A server beside which ours is measured, as a child of this process.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ChildProcess _process;

    private Peer(ChildProcess process) => _process = process;

    public int Pid => _process.Id;

    public static Peer Start(ChildCommand command) => new(ChildProcess.Start(command));

    /// <summary>Starts it and waits until the address answers with a success.</summary>
    /// <exception cref="CommandException">It does not in a minute.</exception>
    public static async Task<Peer> StartAsync(ChildCommand command, Uri ready, CancellationToken cancellationToken)
    {
        var peer = Start(command);
        try
        {
            await Ready.WaitAsync(ready, cancellationToken);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!await _process.StopAsync(Signal.Terminate, Patience))
        {
            await _process.StopAsync(Signal.Kill, Patience);
        }
    }
}
