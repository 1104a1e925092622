using System.Globalization;
using System.Runtime.InteropServices;

using Orders.AppHost.Embedded;
using Orders.Bench.Tools;

namespace Orders.Bench.Reporting;

/// <summary>Where and what was measured.</summary>
/// <param name="Commit">Of the checkout, with "-dirty" when files differ from it; empty outside a checkout.</param>
internal sealed record Machine(string Commit, string Processor, int Processors, long MemoryMegabytes, string System, string Runtime)
{
    public static async Task<Machine> ThisAsync(CancellationToken cancellationToken)
    {
        var commit = await Command.OutputAsync("git", ["-C", Repository.Root, "describe", "--always", "--dirty", "--abbrev=12"], cancellationToken);
        return new Machine(
            commit.Trim(), CpuModel(), Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Commit}, {Processors} × {Processor}, {MemoryMegabytes} MB, {System}, {Runtime}");

    private static string CpuModel() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
