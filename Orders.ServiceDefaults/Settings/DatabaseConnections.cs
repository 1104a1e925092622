using System.Data.Common;

namespace Orders.ServiceDefaults;

/// <summary>How services use their pooled connections to PostgreSQL.</summary>
public static class DatabaseConnections
{
    /// <param name="settings">Npgsql's own builder; what its user gave about these two is replaced.</param>
    public static void Tune(this DbConnectionStringBuilder settings)
    {
        // What runs often is prepared where it is run, once a connection: reading and planning it costs PostgreSQL more than its work does.
        // Left to do it by itself, Npgsql 10.0 loses count of what is prepared when a statement fails in the call that prepares it, and a
        // later call ends with "Received unexpected backend message" (npgsql/npgsql#6391).
        settings["Max Auto Prepare"] = 0;

        // Nothing here changes a session, so there is nothing to reset, at the price of a statement, when a connection is used again.
        settings["No Reset On Close"] = true;
    }
}
