namespace Orders.Producer.Producing;

/// <summary>What became of a run with a count.</summary>
internal sealed class RunResult
{
    /// <summary>One line; null when there was no count.</summary>
    public string? Summary { get; private set; }

    /// <summary>Not all messages were acknowledged.</summary>
    public bool Incomplete { get; private set; }

    public void Set(Deliveries deliveries, long count, TimeSpan elapsed)
    {
        Incomplete = deliveries.Acknowledged < count;
        Summary = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"sent {deliveries.Sent}, acknowledged {deliveries.Acknowledged}, failed {deliveries.Failed} of {count} messages in {elapsed.TotalSeconds:F1} s ({deliveries.Acknowledged / elapsed.TotalSeconds:F0}/s)");
    }
}
