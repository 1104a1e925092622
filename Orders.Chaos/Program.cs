using System.CommandLine;

using Orders.AppHost.Embedded.Processes;
using Orders.Chaos.Faults;
using Orders.Chaos.Messages;
using Orders.Chaos.Requests;
using Orders.Chaos.Soaking;

var command = FaultsCommand.Create();
command.Subcommands.Add(MessagesCommand.Create());
command.Subcommands.Add(RequestsCommand.Create());
command.Subcommands.Add(SoakCommand.Create());

// A second Ctrl+C ends a stop that takes too long; whatever was started dies with this process.
using var signals = new StopSignals(kill: ChildProcess.KillAll);
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
