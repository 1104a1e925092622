namespace Orders.Ingestor.Writing;

/// <summary>The writers of this instance. A partition always belongs to the same one.</summary>
internal sealed class WriterPool(IReadOnlyList<PartitionWriter> writers)
{
    public IEnumerable<Batching.OwnedPartition> Owned => writers.SelectMany(writer => writer.Owned);

    public PartitionWriter Of(int partition) => writers[partition % writers.Count];

    public IEnumerable<Task> Start(CancellationToken stop) =>
        writers.Select(writer => Task.Run(() => writer.RunAsync(stop), CancellationToken.None));
}
