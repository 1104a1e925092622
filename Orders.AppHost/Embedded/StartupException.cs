namespace Orders.AppHost.Embedded;

/// <summary>The system cannot start as things are. The message is one line: what is wrong and what to do about it.</summary>
internal sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
