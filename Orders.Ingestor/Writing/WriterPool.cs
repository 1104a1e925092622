namespace Orders.Ingestor.Writing;

/// <summary>The writers of this instance. A partition always belongs to the same one.</summary>
internal sealed class WriterPool(IReadOnlyList<PartitionWriter> writers)
{
    public IEnumerable<Batching.OwnedPartition> Owned => writers.SelectMany(writer => writer.Owned);

    public PartitionWriter Of(int partition) => writers[partition % writers.Count];

    /// <summary>For the consume thread, when all that it had at hand has been given to the writers.</summary>
    public void NothingAtHand()
    {
        foreach (var writer in writers)
        {
            writer.Queue.NothingAtHand();
        }
    }

    public IEnumerable<Task> Start(CancellationToken stop) =>
        writers.Select(writer => Task.Run(() => writer.RunAsync(stop), CancellationToken.None));
}
