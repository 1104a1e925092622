using Npgsql;

namespace Orders.QueryApi.Loading;

/// <summary>Whether the last query was answered; says so in the log when that changes, not for every request.</summary>
internal sealed class DatabaseState(ILogger<DatabaseState> log)
{
    private int _away;

    public bool IsAway => Volatile.Read(ref _away) != 0;

    public void Answered()
    {
        // The read keeps the line shared between the cores while all is well.
        if (IsAway && Interlocked.Exchange(ref _away, 0) != 0)
        {
            log.DatabaseBack();
        }
    }

    public void Failed(Exception exception)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            log.DatabaseAway((exception as PostgresException)?.SqlState, exception);
        }
    }
}
