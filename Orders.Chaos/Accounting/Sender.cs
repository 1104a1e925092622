using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Confluent.Kafka;

using Orders.Contracts;

namespace Orders.Chaos.Accounting;

/// <summary>
/// Sends new orders, updates, repeats and bad messages at a steady rate, and never gives one up: what a broken broker has not acknowledged
/// is sent again. So a message may stand in the topic twice or out of turn; what counts is what the topic holds (<see cref="OrderLog"/>).
/// </summary>
internal sealed class Sender(string bootstrapServers, int seed, double rate) : IDisposable
{
    private const int MostWaiting = 50_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly Random _random = new(seed);
    private readonly List<(string Uid, long Revision)> _orders = [];
    private readonly ConcurrentQueue<Message<string, byte[]>> _failed = [];
    private readonly SemaphoreSlim _turn = new(1);
    private IProducer<string, byte[]> _producer = NewProducer(bootstrapServers);
    private long _number;
    private long _acknowledged;
    private long _waiting;

    public long Sent => Interlocked.Read(ref _number);

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Until told to stop; then waits for the last acknowledgement.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Tick);
        var clock = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            await _turn.WaitAsync(CancellationToken.None);
            SendDue((long)(clock.Elapsed.TotalSeconds * rate));
            _turn.Release();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        (await PauseAsync(CancellationToken.None)).Dispose();
    }

    /// <summary>Everything sent so far is acknowledged when this returns, and nothing more is sent until the result is disposed of.</summary>
    public async Task<IDisposable> PauseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (Interlocked.Read(ref _waiting) > 0 || !_failed.IsEmpty)
            {
                SendFailed();
                await Task.Delay(Tick, cancellationToken);
            }

            return new Pause(_turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _turn.Dispose();
    }

    private static IProducer<string, byte[]> NewProducer(string bootstrapServers) => new ProducerBuilder<string, byte[]>(new ProducerConfig
    {
        BootstrapServers = bootstrapServers,
        EnableIdempotence = true,
        CompressionType = CompressionType.Zstd,
        LingerMs = 20,
        MessageTimeoutMs = 0,
        SocketTimeoutMs = 10_000,
        ReconnectBackoffMaxMs = 500,
    }).SetLogHandler(static (_, _) => { }).Build();

    private void SendDue(long due)
    {
        SendFailed();
        while (_number < due && Interlocked.Read(ref _waiting) < MostWaiting)
        {
            var message = Next(_number);
            Interlocked.Increment(ref _number);
            Send(message);
        }
    }

    /// <summary>A tenth new orders, a twentieth bad, a twentieth repeats of what is there already, the rest updates.</summary>
    private Message<string, byte[]> Next(long number)
    {
        var dice = _random.Next(100);
        if (dice < 5)
        {
            var (key, value) = OrderText.Bad(number);
            return new Message<string, byte[]> { Key = key, Value = value };
        }

        var which = _orders.Count > 0 && dice >= 15 ? _random.Next(_orders.Count) : -1;
        if (which < 0)
        {
            which = _orders.Count;
            _orders.Add((string.Create(CultureInfo.InvariantCulture, $"chaos-{which}"), number));
        }
        else if (dice >= 20)
        {
            _orders[which] = (_orders[which].Uid, number);
        }

        var (uid, revision) = _orders[which];
        return new Message<string, byte[]> { Key = uid, Value = OrderText.Valid(uid, revision) };
    }

    private void SendFailed()
    {
        for (var count = _failed.Count; count > 0 && _failed.TryDequeue(out var message); count--)
        {
            Send(message);
        }
    }

    private void Send(Message<string, byte[]> message)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            _producer.Produce(TopicNames.Orders, message, report => Delivered(message, report.Error));
        }
        catch (ProduceException<string, byte[]> exception)
        {
            Delivered(message, exception.Error);
            if (exception.Error.IsFatal)
            {
                // An idempotent producer that lost its place says so and never sends again. Disposing of it reports what it still had.
                _producer.Dispose();
                _producer = NewProducer(bootstrapServers);
            }
        }
    }

    private void Delivered(Message<string, byte[]> message, Error error)
    {
        if (error.IsError)
        {
            _failed.Enqueue(message);
        }
        else
        {
            Interlocked.Increment(ref _acknowledged);
        }

        Interlocked.Decrement(ref _waiting);
    }

    private sealed class Pause(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
