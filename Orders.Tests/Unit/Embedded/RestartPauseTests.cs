using Orders.AppHost.Embedded.Processes;

namespace Orders.Tests.Unit.Embedded;

public sealed class RestartPauseTests
{
    [Fact]
    public void The_pause_doubles_up_to_half_a_minute()
    {
        var pause = new RestartPause();

        double[] seconds = [.. Enumerable.Range(0, 9).Select(_ => pause.After(TimeSpan.Zero).TotalSeconds)];

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], seconds);
    }

    [Fact]
    public void After_a_while_without_trouble_it_is_short_again()
    {
        var pause = new RestartPause();
        pause.After(TimeSpan.Zero);
        pause.After(TimeSpan.Zero);

        Assert.Equal(RestartPause.Shortest, pause.After(RestartPause.Stable));
        Assert.Equal(RestartPause.Shortest * 2, pause.After(TimeSpan.Zero));
    }
}
