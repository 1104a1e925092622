using System.Collections.Concurrent;

namespace Orders.Chaos.Reading;

/// <summary>What all readers have seen.</summary>
/// <param name="onWrong">Told of each answer that must not be given, as it comes.</param>
internal sealed class ReadLog(Action<string> onWrong)
{
    private readonly ConcurrentDictionary<string, DateTime> _readableSince = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);

    public ConcurrentQueue<Observation> Observations { get; } = [];

    /// <summary>When somebody first had the order in his hands.</summary>
    public IReadOnlyDictionary<string, DateTime> ReadableSince => _readableSince;

    /// <summary>Answers that must not be given, with the time and what was asked.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>How many answers of each kind, by status or what else happened.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    public void AddWrong(string what)
    {
        Wrong.Enqueue(what);
        onWrong(what);
    }

    public void Count(string kind) => _answers.AddOrUpdate(kind, 1, static (_, count) => count + 1);

    public void Add(Observation seen, DateTime answered)
    {
        Observations.Enqueue(seen);
        if (seen.Version > 0)
        {
            _readableSince.TryAdd(seen.Uid, answered);
        }
    }
}
