namespace Orders.ServiceDefaults;

/// <summary>
/// A wrong setting or environment that only a person can put right. The message is one line that says what is wrong and
/// what to do; thrown while the service starts, it is all that is printed.
/// </summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException()
    {
    }

    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
