namespace Orders.AppHost.Embedded.Processes;

/// <summary>How long to wait before a child that died is started again: twice as long each time, from the start after it stayed up for a while.</summary>
internal sealed class RestartPause
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);

    private TimeSpan _next = Shortest;

    public TimeSpan After(TimeSpan uptime)
    {
        var pause = uptime >= Stable ? Shortest : _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
