using Npgsql;

using Orders.Tests.EndToEnd.Embedded;

namespace Orders.Tests.EndToEnd.Observability;

/// <summary>People who ask for orders through the gateway: for some that exist, and for some that do not.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http;
    private readonly NpgsqlDataSource _database;
    private readonly Task _reading;

    public Readers(HostRun run)
    {
        _http = new HttpClient { BaseAddress = run.Page };
        _database = NpgsqlDataSource.Create(run.Endpoints().GetProperty("postgres").GetString()!);
        _reading = ReadAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _reading;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to.
        }

        _http.Dispose();
        await _database.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var uid in await StoredAsync(cancellationToken))
            {
                (await _http.GetAsync(new Uri($"api/orders/{uid}", UriKind.Relative), cancellationToken)).Dispose();
                (await _http.GetAsync(new Uri($"api/orders/nobody-ordered-{Guid.NewGuid():N}", UriKind.Relative), cancellationToken)).Dispose();
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task<List<string>> StoredAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("SELECT order_uid FROM orders ORDER BY updated_at DESC LIMIT 20");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> uids = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            uids.Add(reader.GetString(0));
        }

        return uids;
    }
}
