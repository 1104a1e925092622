using System.Diagnostics;

using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Monitoring;

/// <summary>Prometheus' own checks, from the same package as Prometheus.</summary>
internal static class PromTool
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "observability", "prometheus");

    public static string[] Files(string folder) => Directory.GetFiles(Path.Combine(Folder, folder), "*.yml");

    /// <param name="input">Its standard input.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
