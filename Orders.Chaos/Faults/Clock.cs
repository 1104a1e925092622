using System.Globalization;

namespace Orders.Chaos.Faults;

/// <summary>The clocks of services that run under libfaketime: the time of day only, never the machine's own clock.</summary>
/// <param name="folder">Where each service's offset is written.</param>
internal sealed class Clock(string folder)
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true }).FirstOrDefault()
        : null;

    public static string? Missing() => Library is null ? "libfaketime is not installed" : null;

    /// <summary>What makes a service read its clock from here.</summary>
    public Dictionary<string, string?> Environment(string service)
    {
        if (Library is null)
        {
            return [];
        }

        Step(service, 0);
        return new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_TIMESTAMP_FILE"] = FileOf(service),
            ["FAKETIME_CACHE_DURATION"] = "1",
            // Timeouts are measured with another clock, which nobody steps in life either.
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
    }

    /// <summary>Seconds ahead of the machine's clock; 0: with it.</summary>
    public void Step(string service, int seconds)
    {
        // Replaced as a whole: libfaketime may read it at any time.
        var unfinished = FileOf(service) + ".new";
        File.WriteAllText(unfinished, string.Create(CultureInfo.InvariantCulture, $"{seconds:+0;-0;+0}\n"));
        File.Move(unfinished, FileOf(service), overwrite: true);
    }

    private string FileOf(string service) => Path.Combine(folder, $"{service}.clock");
}
