using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Npgsql;
using Orders.ServiceDefaults;

namespace Orders.Ingestor.Migrations;

/// <summary>
/// Brings the database to the schema that this build knows: numbered SQL files, all that are missing in one transaction,
/// under an advisory lock, so that any number of instances may start at once.
/// </summary>
[SuppressMessage("Security", "CA2100", Justification = "All SQL here is constant or from this assembly's own files.")]
internal sealed class Migrator(NpgsqlDataSource database, ILogger<Migrator> log)
{
    /// <summary>An arbitrary number that only this system's migrations lock on.</summary>
    private const long LockKey = 0x4f72646572730001;

    /// <summary>An index of a table of many millions takes minutes, and so does waiting for the instance that makes it.</summary>
    private const int TimeoutSeconds = 3600;

    /// <exception cref="ConfigurationException">The database is not one that this system may write to.</exception>
    /// <exception cref="NpgsqlException">PostgreSQL is away; nothing was changed, try again.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await RequireSafeSettingsAsync(connection, cancellationToken);

        // The lock ends with the transaction, however it ends.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        var missing = Missing(connection.Database, await AppliedVersionAsync(connection, cancellationToken));
        foreach (var migration in missing)
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await ExecuteAsync(connection, $"INSERT INTO orders_schema (version, name) VALUES ({migration.Version}, '{migration.Name}')", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        missing.ForEach(migration => log.Migrated(migration.Version, migration.Name));
    }

    /// <summary>Waiting does not help against a refusal of the user or the database's name.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellationToken);
        }
        catch (PostgresException refusal) when (refusal.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new ConfigurationException($"PostgreSQL refuses the user of ConnectionStrings__orders (SQLSTATE {refusal.SqlState}): check Username and Password.", refusal);
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            throw new ConfigurationException("The database of ConnectionStrings__orders does not exist on that server: create it (CREATE DATABASE … ENCODING 'UTF8'), empty.", refusal);
        }
    }

    private static List<Migration> Missing(string databaseName, int applied)
    {
        var newest = Migration.All[^1].Version;
        return applied <= newest
            ? [.. Migration.All.Where(migration => migration.Version > applied)]
            : throw new ConfigurationException(
                $"The database '{databaseName}' has schema version {applied}, this build knows {newest}: start a newer build, or point ConnectionStrings__orders at another database.");
    }

    private static async Task<int> AppliedVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var ours = await ScalarAsync<bool>(connection, "SELECT to_regclass('orders_schema') IS NOT NULL", cancellationToken);
        if (!ours)
        {
            var foreign = await ScalarAsync<string?>(
                connection,
                "SELECT string_agg(name, ', ') FROM unnest(ARRAY['orders', 'order_history', 'ingest_progress', 'deliveries', 'payments', 'items']) AS name WHERE to_regclass(name) IS NOT NULL",
                cancellationToken);
            if (foreign is not null)
            {
                throw new ConfigurationException(
                    $"The database '{connection.Database}' is not ours: it already has {foreign} but no orders_schema table. Nothing was changed; point ConnectionStrings__orders at an empty database.");
            }

            await ExecuteAsync(
                connection,
                "CREATE TABLE orders_schema (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
                cancellationToken);
        }

        return await ScalarAsync<int>(connection, "SELECT coalesce(max(version), 0) FROM orders_schema", cancellationToken);
    }

    private static async Task RequireSafeSettingsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var encoding = await ScalarAsync<string>(connection, "SHOW server_encoding", cancellationToken);
        if (encoding != "UTF8")
        {
            throw new ConfigurationException(
                $"The database '{connection.Database}' has the encoding {encoding}: orders are UTF-8; create it with ENCODING 'UTF8'.");
        }

        // A broadcast must not precede durability: a crash of the server would take back what the caches already show.
        if (await ScalarAsync<string>(connection, "SHOW synchronous_commit", cancellationToken) == "off")
        {
            throw new ConfigurationException(
                $"The database '{connection.Database}' runs with synchronous_commit=off, which loses acknowledged orders in a crash: set it to on for this database or role.");
        }

        if (await ScalarAsync<bool>(connection, "SELECT pg_is_in_recovery()", cancellationToken))
        {
            throw new ConfigurationException($"The server of the database '{connection.Database}' is a read-only standby: point ConnectionStrings__orders at the primary.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = TimeoutSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default!;
    }
}

/// <summary>A numbered SQL file of this folder, such as <c>0001_orders.sql</c>.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    private static List<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new Migration(
                    int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture),
                    name[5..^4],
                    reader.ReadToEnd());
            })];
    }
}
