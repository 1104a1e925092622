using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

using Orders.Chaos.Accounting;
using Orders.Contracts;
using Orders.Ingestor.Migrations;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Chaos;

/// <summary>The books of the fault harness, with the ingestor's part played by hand: what it would do wrong has to be found.</summary>
public sealed class BalanceTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken Deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;

    private readonly TestBroker _broker = new();
    private readonly IProducer<string, byte[]> _producer;
    private TestDatabase _database = null!;

    public BalanceTests()
    {
        _broker.Kafka.CreateTopic(TopicNames.Orders, 1);
        _broker.Kafka.CreateTopic(TopicNames.DeadLetters, 1);
        _producer = new ProducerBuilder<string, byte[]>(_broker.ProducerConfig).Build();
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await new Migrator(_database.DataSource, NullLogger<Migrator>.Instance).MigrateAsync(Deadline);
        await SendAsync("a", OrderText.Valid("a", 1));
        await SendAsync("a", OrderText.Valid("a", 1));
        await SendAsync("a", OrderText.Valid("a", 2));
        await SendAsync("b", OrderText.Valid("b", 3));
        var (key, value) = OrderText.Bad(0);
        await SendAsync(key, value);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose()
    {
        _producer.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public async Task Books_that_balance_have_no_differences()
    {
        await StoreAsync("a", 1, 2);
        await StoreAsync("b", 3);
        await RejectAsync(0, 4);

        Assert.Empty(await DifferencesAsync());
    }

    [Fact]
    public async Task An_order_that_was_lost_is_found()
    {
        await StoreAsync("a", 1, 2);
        await RejectAsync(0, 4);

        Assert.StartsWith("b: lost", Assert.Single(await DifferencesAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L)] // an update that was lost
    [InlineData(2L)] // the replaced version that was lost
    [InlineData(1L, 1L, 2L)] // a version that was stored twice
    [InlineData(2L, 1L)] // versions in the wrong order
    public async Task Versions_that_are_not_the_topics_are_found(params long[] revisions)
    {
        await StoreAsync("a", revisions);
        await StoreAsync("b", 3);
        await RejectAsync(0, 4);

        Assert.StartsWith("a: the table's", Assert.Single(await DifferencesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_message_that_was_lost_is_found()
    {
        await StoreAsync("a", 1, 2);
        await StoreAsync("b", 3);

        Assert.Contains("is not among the dead letters", Assert.Single(await DifferencesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_message_among_the_dead_letters_is_found()
    {
        await StoreAsync("a", 1, 2);
        await StoreAsync("b", 3);
        await RejectAsync(0, 4);
        await RejectAsync("b", OrderText.Valid("b", 3), 3, ErrorReasons.DbSaveError);

        Assert.Contains("is no bad message", Assert.Single(await DifferencesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_that_is_not_true_is_found()
    {
        await StoreAsync("a", 1, 2);
        await StoreAsync("b", 3);
        var (key, value) = OrderText.Bad(0);
        await RejectAsync(key, value, 4, ErrorReasons.ValidationError);

        Assert.Contains("is true", Assert.Single(await DifferencesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_nobody_sent_is_found()
    {
        await StoreAsync("a", 1, 2);
        await StoreAsync("b", 3);
        await StoreAsync("c", 4);
        await RejectAsync(0, 4);

        Assert.StartsWith("c: in the table", Assert.Single(await DifferencesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_been_dealt_with_yet_is_named()
    {
        using var orders = new OrderLog(_broker.BootstrapServers, 1);
        using var letters = new DeadLetterLog(_broker.BootstrapServers, 1);
        await AppliedAsync(orders, 3);
        var balance = new Balance(_database.DataSource, orders, letters);
        using var enough = new CancellationTokenSource();

        var settling = balance.SettledAsync(enough.Token);
        await Eventually.BecomesTrueAsync(() => balance.WaitingFor?.Contains("partition 0 at 3 of 5", StringComparison.Ordinal) == true);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settling);
        Assert.NotNull(balance.WaitingFor);
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        using var orders = new OrderLog(_broker.BootstrapServers, 1);
        using var letters = new DeadLetterLog(_broker.BootstrapServers, 1);
        await AppliedAsync(orders, 5);
        var balance = new Balance(_database.DataSource, orders, letters);
        await balance.SettledAsync(Deadline);
        Assert.Null(balance.WaitingFor);
        return await balance.FindDifferencesAsync(Deadline);
    }

    private async Task AppliedAsync(OrderLog orders, long nextOffset)
    {
        await using var progress = _database.DataSource.CreateCommand("INSERT INTO ingest_progress (topic_id, partition, next_offset, topic) VALUES ($1, 0, $2, 'orders')");
        progress.Parameters.Add(new NpgsqlParameter<string> { TypedValue = await orders.TopicIdAsync() });
        progress.Parameters.Add(new NpgsqlParameter<long> { TypedValue = nextOffset });
        await progress.ExecuteNonQueryAsync();
    }

    private async Task SendAsync(string key, byte[] value) => await _producer.ProduceAsync(TopicNames.Orders, new Message<string, byte[]> { Key = key, Value = value });

    private async Task StoreAsync(string uid, params long[] revisions)
    {
        foreach (var revision in revisions)
        {
            await using var command = _database.DataSource.CreateCommand(
                """
                INSERT INTO orders VALUES ($1, 't', 'c', 'd', now(), now(), 1, $2)
                ON CONFLICT (order_uid) DO UPDATE SET version = orders.version + 1, document = excluded.document
                """);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = uid });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Encoding.UTF8.GetString(OrderText.Valid(uid, revision)) });
            await command.ExecuteNonQueryAsync();
        }
    }

    private Task RejectAsync(long number, long offset)
    {
        var (key, value) = OrderText.Bad(number);
        return RejectAsync(key, value, offset, OrderText.ReasonFor(key)!);
    }

    private async Task RejectAsync(string key, byte[] value, long offset, string reason) => await _producer.ProduceAsync(TopicNames.DeadLetters, new Message<string, byte[]>
    {
        Key = key,
        Value = value,
        Headers = new Headers
        {
            { HeaderNames.OriginalPartition, "0"u8.ToArray() },
            { HeaderNames.OriginalOffset, Encoding.UTF8.GetBytes(offset.ToString(CultureInfo.InvariantCulture)) },
            { HeaderNames.ErrorReason, Encoding.UTF8.GetBytes(reason) },
        },
    });
}
