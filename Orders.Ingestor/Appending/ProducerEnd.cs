using Confluent.Kafka;

namespace Orders.Ingestor.Appending;

/// <summary>
/// Whether the producer is at its end. An idempotent one that lost its place in the sequence refuses everything for good; but only its
/// error handler hears that this is fatal, and what is refused from then on looks like trouble that passes.
/// </summary>
internal sealed class ProducerEnd
{
    private Error? _end;

    /// <summary>For the client's error handler, which hears of it before the message does that was the last.</summary>
    public void Heard(Error error)
    {
        if (error.IsFatal)
        {
            Volatile.Write(ref _end, error);
        }
    }

    /// <summary>What stands behind an error of a message.</summary>
    public Error Behind(Error error) => Volatile.Read(ref _end) ?? error;
}
