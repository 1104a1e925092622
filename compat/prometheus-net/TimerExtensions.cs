using System.Diagnostics;

namespace Prometheus;

public interface ITimer : IDisposable
{
    /// <summary>Observes the time since the start, in seconds, and returns it.</summary>
    TimeSpan ObserveDuration();
}

public static class TimerExtensions
{
    /// <summary>Starts a timer that observes its duration when it is disposed.</summary>
    public static ITimer NewTimer(this IObserver observer) => new Timer(observer.Observe);

    /// <summary>Starts a timer that sets the gauge to its duration when it is disposed.</summary>
    public static ITimer NewTimer(this IGauge gauge) => new Timer(gauge.Set);

    /// <summary>Starts a timer that adds its duration when it is disposed.</summary>
    public static ITimer NewTimer(this ICounter counter) => new Timer(counter.Inc);

    private sealed class Timer(Action<double> observe) : ITimer
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public TimeSpan ObserveDuration()
        {
            var elapsed = Stopwatch.GetElapsedTime(_start);
            observe(elapsed.TotalSeconds);
            return elapsed;
        }

        public void Dispose() => ObserveDuration();
    }
}
