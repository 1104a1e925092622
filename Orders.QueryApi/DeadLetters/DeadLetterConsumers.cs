using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace Orders.QueryApi.DeadLetters;

/// <summary>
/// A few consumers that read the dead-letter topic where they are told to. They belong to no group and commit nothing: reading dead letters
/// leaves no trace. Each is used by one request at a time.
/// </summary>
internal sealed class DeadLetterConsumers(IConfiguration configuration, IOptions<DeadLetterOptions> options, ILogger<DeadLetterConsumers> log) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxConcurrency);
    private readonly ConcurrentBag<IConsumer<byte[]?, byte[]?>> _idle = [];

    /// <summary>Lends a consumer to work that blocks; the work gets a thread of its own.</summary>
    /// <exception cref="TimeoutException">None became free in time.</exception>
    public async Task<T> UseAsync<T>(Func<IConsumer<byte[]?, byte[]?>, T> work, CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(options.Value.Timeout, cancellationToken))
        {
            throw new TimeoutException("All readers of the dead letters are busy.");
        }

        try
        {
            return await Task.Factory.StartNew(() => Use(work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var consumer))
        {
            consumer.Dispose();
        }

        _free.Dispose();
    }

    private T Use<T>(Func<IConsumer<byte[]?, byte[]?>, T> work)
    {
        if (!_idle.TryTake(out var consumer))
        {
            consumer = Make();
        }

        var isGood = false;
        try
        {
            var result = work(consumer);
            consumer.Unassign();
            isGood = true;
            return result;
        }
        finally
        {
            // One that failed may be in any state.
            if (isGood)
            {
                _idle.Add(consumer);
            }
            else
            {
                consumer.Dispose();
            }
        }
    }

    private IConsumer<byte[]?, byte[]?> Make()
    {
        var config = ClientSettings.Read<ConsumerConfig>(configuration, "Consumer");

        // The client wants a group, although this one assigns itself everything and commits nothing.
        config.GroupId = $"orders-query-api-dead-letters-{Guid.NewGuid():N}";
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.EnablePartitionEof = true;

        // What is gone is left out; whoever reads a window looks at the offsets.
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.QueuedMaxMessagesKbytes = 8 * 1024;
        config.FetchQueueBackoffMs = 10;
        config.FetchWaitMaxMs ??= 100;

        // Whoever reads is told what went wrong; the client's own words are for those who look closer.
        return new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetLogHandler((_, line) => log.KafkaClient(line.Message))
            .SetErrorHandler((_, error) => log.KafkaClient(error.Reason))
            .Build();
    }
}
