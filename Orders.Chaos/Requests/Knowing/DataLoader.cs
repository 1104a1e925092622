using System.Text.Json;

using Confluent.Kafka;

using Npgsql;

using Orders.Chaos.Running;
using Orders.Contracts;

namespace Orders.Chaos.Requests.Knowing;

/// <summary>Brings what is known into the system, the way everything gets there.</summary>
internal static class DataLoader
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when it is stored, and every place to ask for has been learnt.</summary>
    public static async Task LoadAsync(OrdersSystem system, KnownData known, CancellationToken cancellationToken)
    {
        await SendAsync(system.Kafka.BootstrapServers, known, cancellationToken);
        await StoredAsync(system.ConnectionString, known.Orders.Sum(order => order.Versions.Count), cancellationToken);
        using var http = new HttpClient { BaseAddress = system.Gateway };
        known.Places = await LearnAsync(http, known.DeadLetters.Count, cancellationToken);
    }

    private static async Task SendAsync(string bootstrapServers, KnownData known, CancellationToken cancellationToken)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = bootstrapServers,
            EnableIdempotence = true,
            CompressionType = CompressionType.Zstd,
        }).Build();
        var orders = known.Orders.SelectMany(order => order.Versions.Select(version => (order.Uid, version.Full)));
        await Task.WhenAll(orders.Concat(known.DeadLetters).Select(message =>
            producer.ProduceAsync(TopicNames.Orders, new Message<string, byte[]> { Key = message.Item1, Value = message.Item2 }, cancellationToken)));
    }

    private static async Task StoredAsync(string connectionString, int versions, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM order_history)");
        while ((long)(await command.ExecuteScalarAsync(cancellationToken))! < versions)
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<Places> LearnAsync(HttpClient http, int deadLetters, CancellationToken cancellationToken)
    {
        (int, long)[] letters;
        do
        {
            using var page = await ReadAsync(http, "/api/dead-letters?limit=100", cancellationToken);
            letters = [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("partition").GetInt32(), item.GetProperty("offset").GetInt64()))];
        }
        while (letters.Length < Math.Min(deadLetters, 100));

        return new Places(
            letters,
            await CursorsAsync(http, "/api/orders", [""], cancellationToken),
            await CursorsAsync(http, "/api/dead-letters", ["", "reason=validation_error", "reason=json_unmarshal_error"], cancellationToken));
    }

    /// <summary>A few pages of each list; a list with one page has no cursor.</summary>
    private static async Task<List<(string, string)>> CursorsAsync(HttpClient http, string list, string[] filters, CancellationToken cancellationToken)
    {
        var cursors = new List<(string, string)>();
        foreach (var filter in filters)
        {
            var cursor = "";
            for (var page = 0; page < 5; page++)
            {
                string[] parameters = ["limit=3", filter, cursor.Length > 0 ? $"cursor={cursor}" : ""];
                using var answer = await ReadAsync(http, $"{list}?{string.Join('&', parameters.Where(parameter => parameter.Length > 0))}", cancellationToken);
                if (answer.RootElement.GetProperty("next").GetString() is not { } next)
                {
                    break;
                }

                cursors.Add((filter, cursor = next));
            }
        }

        return cursors;
    }

    private static async Task<JsonDocument> ReadAsync(HttpClient http, string target, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(target, UriKind.Relative), cancellationToken));
}
