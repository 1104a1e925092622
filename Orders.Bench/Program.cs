using System.CommandLine;

using Orders.AppHost.Embedded.Processes;
using Orders.Bench;
using Orders.Bench.Serving;

// The peers do nothing that a bare service would not do, not even reading a command line.
if (args is [BareServer.Argument, var address, var file])
{
    return await BareServer.ServeAsync(address, await File.ReadAllBytesAsync(file));
}

if (args is [BareProxy.Argument, var at, var upstream])
{
    return await BareProxy.ServeAsync(at, upstream);
}

// A second Ctrl+C ends a stop that takes too long; whatever was started dies with this process.
using var signals = new StopSignals(kill: ChildProcess.KillAll);
return await BenchCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
