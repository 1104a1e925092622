namespace Orders.AppHost.Embedded.Processes;

/// <summary>Signals whose numbers Linux and macOS share.</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}
