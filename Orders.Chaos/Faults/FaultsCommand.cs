using System.CommandLine;

using Orders.Chaos.Running;

namespace Orders.Chaos.Faults;

/// <summary>./chaos by itself: the system under load and faults.</summary>
internal static class FaultsCommand
{
    public static RootCommand Create()
    {
        var command = new RootCommand("Runs the whole system under load, breaks what it stands on, and accounts for every message.");
        command.SetAction(async (_, stop) =>
        {
            await using var system = await OrdersSystem.StartAsync(new SystemOptions { Log = Console.Out }, stop);
            return 0;
        });
        return command;
    }
}
