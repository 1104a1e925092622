using System.Globalization;

using Confluent.Kafka;

namespace Orders.Chaos.Accounting;

/// <summary>Reads a topic from its beginning and goes on as it grows, without a consumer group, on a thread of its own.</summary>
internal sealed class TopicFollower : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly Action<ConsumeResult<byte[]?, byte[]?>> _onRecord;
    private readonly TopicPartition[] _partitions;
    private readonly long[] _next;
    private readonly Task _reading;

    /// <param name="onRecord">Called on the thread, record by record; of a partition in order.</param>
    public TopicFollower(string bootstrapServers, string topic, int partitions, Action<ConsumeResult<byte[]?, byte[]?>> onRecord)
    {
        _onRecord = onRecord;
        _partitions = [.. Enumerable.Range(0, partitions).Select(number => new TopicPartition(topic, number))];
        _next = new long[partitions];
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = "unused",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            // Records that retention took before they were read here could not be accounted for.
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchWaitMaxMs = 10,
            ReconnectBackoffMaxMs = 500,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        _consumer.Assign(_partitions.Select(partition => new TopicPartitionOffset(partition, 0)));
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits until everything that the topic holds now has been read.</summary>
    public async Task CaughtUpAsync(CancellationToken cancellationToken)
    {
        var ends = await Task.Run(Ends, cancellationToken);
        while (ends.Where((end, partition) => Volatile.Read(ref _next[partition]) < end).Any())
        {
            if (_reading.IsCompleted)
            {
                await _reading;
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>The offset that each partition gives next.</summary>
    public long[] Ends() => [.. _partitions.Select(partition => _consumer.QueryWatermarkOffsets(partition, Patience).High.Value)];

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _reading.Wait();
        }
        catch (AggregateException)
        {
            // Whoever waited for it has been told by CaughtUpAsync.
        }

        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (_consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } record)
                {
                    _onRecord(record);
                    Volatile.Write(ref _next[record.Partition.Value], record.Offset.Value + 1);
                }
            }
            catch (ConsumeException exception) when (exception.Error.Code is not (ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange) && !exception.Error.IsFatal)
            {
                // The faults that are injected hit this client too; it goes on by itself.
            }
            catch (ConsumeException exception)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Records of {exception.ConsumerRecord?.TopicPartitionOffset} are gone before the harness has read them: {exception.Error.Reason}. Lower the rate."), exception);
            }
        }
    }
}
