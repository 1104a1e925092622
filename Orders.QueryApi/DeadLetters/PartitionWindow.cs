namespace Orders.QueryApi.DeadLetters;

/// <summary>The offsets that a partition keeps: from <paramref name="Low"/> to below <paramref name="High"/>.</summary>
internal readonly record struct PartitionRange(int Partition, long Low, long High);

/// <summary>Offsets to read in one go: from <paramref name="From"/> to below <paramref name="To"/>.</summary>
internal readonly record struct PartitionWindow(int Partition, long From, long To);
