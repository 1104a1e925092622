using System.Data.Common;

namespace Orders.ServiceDefaults;

/// <summary>How services use their pooled connections to PostgreSQL.</summary>
public static class DatabaseConnections
{
    /// <summary>More than any service has.</summary>
    private const int MaxPreparedStatements = 32;

    /// <summary>
    /// Statements are prepared by themselves, once a connection: reading and planning one costs PostgreSQL more than most of them do. A pooler
    /// that cannot have that is told so in the connection string (<c>Max Auto Prepare=0</c>).
    /// </summary>
    /// <param name="settings">Npgsql's own builder; what its user gave stays.</param>
    public static void Tune(this DbConnectionStringBuilder settings)
    {
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings["Max Auto Prepare"] = MaxPreparedStatements;
            settings["Auto Prepare Min Usages"] = 2;
        }

        // Nothing here changes a session, so there is nothing to reset, at the price of a statement, when a connection is used again.
        settings["No Reset On Close"] = true;
    }
}
