namespace Orders.Chaos.Soaking.Sampling;

/// <param name="Subject">A process ("ingestor-1", "postgres"), "readers" or "system".</param>
/// <param name="Measure">With its unit ("rss_bytes").</param>
internal readonly record struct Series(string Subject, string Measure);

/// <param name="Time">Since the load began.</param>
internal readonly record struct Sample(TimeSpan Time, double Value);
