namespace Orders.AppHost.Embedded.Processes;

/// <summary>What to put before a command so that it leads a session of its own. Both ways replace themselves: the process id stays.</summary>
internal static class SessionLeader
{
    public static IReadOnlyList<string> Prefix { get; } =
        Programs.Find("setsid") is { } setsid ? [setsid]
        // macOS has no setsid, but it has Perl.
        : Programs.Find("perl") is { } perl ? [perl, "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV or die $!", "--"]
        : [];
}
