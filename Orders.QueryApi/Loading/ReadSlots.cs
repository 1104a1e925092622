using Microsoft.Extensions.Options;
using Npgsql;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.Loading;

/// <summary>
/// Lists and histories read the database a few at a time, so that they never take the connections away from the orders that readers of the
/// cache wait for.
/// </summary>
internal sealed class ReadSlots(IOptions<LoadingOptions> options, DatabaseState database, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.MaxConcurrentLists);

    /// <summary>Runs the read with a time limit that the wait for a slot counts against.</summary>
    /// <param name="operation">Names it in the metrics.</param>
    /// <returns>False when the database did not answer in time, or too many were asking it.</returns>
    public async Task<(bool Answered, T Result)> TryReadAsync<T>(
        DatabaseOperation operation, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var isReading = false;
        try
        {
            await _slots.WaitAsync(either.Token);
            isReading = true;
            using var measurement = DatabaseMetrics.Measure(operation, time);
            var result = await read(either.Token);
            database.Answered();
            return (true, result);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Says nothing about the database: a crowd of lists must not make orders be served as if it were away.
            if (isReading)
            {
                DatabaseMetrics.Failed(operation);
            }

            return (false, default!);
        }
        catch (NpgsqlException exception)
        {
            DatabaseMetrics.Failed(operation);
            database.Failed(exception);
            return (false, default!);
        }
        finally
        {
            if (isReading)
            {
                _slots.Release();
            }
        }
    }

    public void Dispose() => _slots.Dispose();
}
