using System.Net.Sockets;
using Confluent.Kafka;
using Npgsql;

namespace Orders.Ingestor.Outages;

/// <summary>
/// Tells trouble that passes (the database or the broker is away, slow, restarting) from a fault of our own. Whatever is not an
/// outage ends the process: a supervisor starts it anew and nothing has moved that was not finished.
/// </summary>
internal static class Outage
{
    public static bool Is(Exception exception) => exception switch
    {
        // A refusal of data never gets here: the store answers it with a value.
        NpgsqlException => true,
        KafkaException kafka => !kafka.Error.IsFatal,
        TimeoutException or SocketException or IOException => true,
        _ => false,
    };

    /// <summary>What happened, in words that hold no data of any order: server messages may quote it.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        PostgresException postgres => $"PostgreSQL answers SQLSTATE {postgres.SqlState}",
        NpgsqlException { InnerException: { } inner } => $"PostgreSQL is not reachable ({inner.GetType().Name})",
        NpgsqlException => "PostgreSQL is not reachable",
        KafkaException kafka => $"Kafka answers {kafka.Error.Code}",
        _ => exception.GetType().Name,
    };
}
