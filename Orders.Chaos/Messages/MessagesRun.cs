using System.Diagnostics;
using System.Globalization;

using Npgsql;

using Orders.AppHost.Embedded.Kafka;
using Orders.Chaos.Messages.Accounting;
using Orders.Chaos.Messages.Making;
using Orders.Chaos.Messages.Reporting;
using Orders.Chaos.Messages.Sending;
using Orders.Chaos.Messages.Watching;
using Orders.Chaos.Running;
using Orders.Contracts;

namespace Orders.Chaos.Messages;

/// <summary>Sends messages in waves, the next one while the last one is settled, and checks what became of every message.</summary>
internal sealed class MessagesRun(long count, int seed, TextWriter output, TextWriter log)
{
    private const int WaveMessages = 2_000;

    /// <summary>Two waves together stay below what the in-memory broker keeps of a partition, even if all came to one.</summary>
    private const long WaveBytes = 2 * 1024 * 1024;

    private const int ReadEvery = 5;
    private static readonly string[] Watched = ["ingestor-1", "query-api-1", "gateway"];
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    private readonly Tally _tally = new(output);
    private readonly SpecimenMaker _maker = new(seed, DateTimeOffset.UtcNow);
    private readonly Stopwatch _running = new();
    private long _made;
    private TimeSpan _reported;

    /// <returns>Whether every check held.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Sends {count:N0} messages, seed {seed}.");
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 1, Environment = SmallCache, Log = log }, cancellationToken);
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        using var letters = new DeadLetters(system.Kafka.BootstrapServers, EmbeddedTopics.FromEnvironment().Single(topic => topic.Name == TopicNames.DeadLetters).Partitions);
        using var sender = new WaveSender(system.Kafka.BootstrapServers);
        using var readers = new Readers(system.QueryApis[0], _tally);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        MemoryWatch[] watches = [.. Watched.Select(service => new MemoryWatch(system.Services, service))];
        var watch = Task.WhenAll(watches.Select(one => one.RunAsync(watching.Token)));
        var account = new Account(new Table(database), letters, _tally);

        _running.Start();
        try
        {
            await SendAllAsync(sender, account, readers, cancellationToken);
            await CheckTotalsAsync(new Table(database), account, letters, cancellationToken);
        }
        catch (TimeoutException stalled)
        {
            _tally.Failed(stalled.Message);
        }

        await watching.CancelAsync();
        await watch;
        foreach (var fault in watches.Select(one => one.Fault()).OfType<string>())
        {
            _tally.Failed(fault);
        }

        await SummariseAsync(watches, readers, letters);
        return _tally.Failures == 0;
    }

    /// <summary>Full soon, so that memory that grows later is not the cache.</summary>
    private static Dictionary<string, string?> SmallCache(string service) =>
        service.StartsWith("query-api", StringComparison.Ordinal) ? new() { ["Cache__MaxBytes"] = "16777216" } : [];

    private async Task SendAllAsync(WaveSender sender, Account account, Readers readers, CancellationToken cancellationToken)
    {
        var settling = Task.CompletedTask;
        var making = Task.Run(MakeWave, cancellationToken);
        for (var number = 0; await making is { Count: > 0 } wave; number++)
        {
            making = Task.Run(MakeWave, cancellationToken);
            var sent = await sender.SendAsync(wave, cancellationToken);
            await settling;
            await ReportAsync();
            settling = SettleAsync(sent, number % ReadEvery == 0);
        }

        await settling;

        async Task SettleAsync(IReadOnlyList<Sent> sent, bool read)
        {
            await account.SettleAsync(sent, cancellationToken);
            if (read)
            {
                await readers.CheckAsync(sent, cancellationToken);
            }
        }
    }

    private List<Specimen> MakeWave()
    {
        var wave = new List<Specimen>();
        for (var bytes = 0L; _made < count && wave.Count < WaveMessages && bytes < WaveBytes; _made++)
        {
            var specimen = _maker.Make(_made);
            wave.Add(specimen);
            bytes += specimen.Bytes;
        }

        return wave;
    }

    private async Task CheckTotalsAsync(Table table, Account account, DeadLetters letters, CancellationToken cancellationToken)
    {
        var versions = await table.CountVersionsAsync(cancellationToken);
        if (versions != account.Versions)
        {
            _tally.Failed($"the table holds {versions} versions of orders and {account.Versions} were sent");
        }

        if (letters.Left > 0 || letters.Unknown > 0)
        {
            _tally.Failed($"{letters.Left} dead letters belong to no message, and {letters.Unknown} do not say to which they belong");
        }
    }

    private async Task ReportAsync()
    {
        if (_running.Elapsed - _reported >= ReportInterval)
        {
            _reported = _running.Elapsed;
            await output.WriteLineAsync(Line());
        }
    }

    private string Line() => string.Create(CultureInfo.InvariantCulture,
        $"{_running.Elapsed:hh\\:mm\\:ss}  {_tally.Line()}; {_tally.Messages / _running.Elapsed.TotalSeconds:N0}/s");

    private async Task SummariseAsync(MemoryWatch[] watches, Readers readers, DeadLetters letters)
    {
        _tally.WriteTable();
        await output.WriteLineAsync(Line());
        await output.WriteLineAsync($"Read back through the query API: {readers.Orders:N0} orders, {readers.Pages:N0} pages of lists. Dead letters repeated: {letters.Repeated}.");
        foreach (var watch in watches)
        {
            await output.WriteLineAsync($"Memory of {watch}.");
        }

        await output.WriteLineAsync(_tally.Failures == 0
            ? $"Every message was stored or dead-lettered with a true reason: {_tally.Messages:N0} of {_tally.Messages:N0}, seed {seed}."
            : $"{_tally.Failures:N0} checks failed. To repeat: ./chaos messages --count {count} --seed {seed}");
    }
}
