using Npgsql;
using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class DatabaseConnectionsTests
{
    [Theory]
    [InlineData("Host=db", 32)]
    [InlineData("Host=db;Max Auto Prepare=0", 0)]
    [InlineData("Host=db;Max Auto Prepare=5", 5)]
    public void Statements_are_prepared_unless_the_connection_string_says_otherwise(string given, int prepared)
    {
        var settings = new NpgsqlConnectionStringBuilder(given);

        settings.Tune();

        Assert.Equal((prepared, true), (settings.MaxAutoPrepare, settings.NoResetOnClose));
    }
}
